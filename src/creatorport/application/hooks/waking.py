from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.errors import WrongState
from creatorport.domain.hooks.hook import Hook
from creatorport.domain.ids import HookId, WorkspaceId


async def woken(uow: UnitOfWork, workspace_id: WorkspaceId, hook_id: HookId) -> Hook:
    """Lock a hook that is to be called at once, although it failed a moment ago. Raises NotFound, WrongState."""
    hook = await uow.hooks.lock(workspace_id, hook_id)
    if not hook.is_enabled:
        raise WrongState("webhook", hook.state.value, "be sent anything")
    awake = hook.wake()
    if awake is not hook:
        await uow.hooks.save(awake)
    return hook
