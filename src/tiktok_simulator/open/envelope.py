"""The two answer forms of open.tiktokapis.com: the data endpoints' envelope, and OAuth's flat one."""

from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


class Refusal(Exception):
    """A data endpoint says no: `error.code`, HTTP status, and words nobody should match on."""

    def __init__(self, code: str, status: int, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.message = message


class OAuthRefusal(Exception):
    """An OAuth endpoint says no."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(error)
        self.error = error
        self.description = description


def answered(simulator: "Simulator", data: dict[str, Any] | None) -> Response:
    """Success; `data` None leaves the key out, as a named fault wants."""
    error = {"code": "ok", "message": "", "log_id": simulator.log_id()}
    content = {"error": error} if data is None else {"data": data, "error": error}
    return JSONResponse(content, headers={"x-tt-logid": error["log_id"]})


def refused(simulator: "Simulator", refusal: Refusal, *, error_data: str = "empty") -> Response:
    """Failure in the envelope; `error_data` is the app's switch of that name."""
    error = {"code": refusal.code, "message": refusal.message, "log_id": simulator.log_id()}
    content: dict[str, Any] = {"error": error} if error_data == "absent" else {"data": {}, "error": error}
    return JSONResponse(content, status_code=refusal.status, headers={"x-tt-logid": error["log_id"]})


def oauth_answered(simulator: "Simulator", content: dict[str, Any]) -> Response:
    return JSONResponse(content, headers={"Cache-Control": "no-store", "x-tt-logid": simulator.log_id()})


def oauth_refused(simulator: "Simulator", refusal: OAuthRefusal, *, status: int) -> Response:
    log_id = simulator.log_id()
    content = {"error": refusal.error, "error_description": refusal.description, "log_id": log_id}
    headers = {"Cache-Control": "no-store", "x-tt-logid": log_id}
    return JSONResponse(content, status_code=status, headers=headers)


def not_here(simulator: "Simulator") -> Response:
    """No such path, or not with this method."""
    return refused(simulator, Refusal("unsupported_path", 404, "Unsupported path."), error_data="absent")
