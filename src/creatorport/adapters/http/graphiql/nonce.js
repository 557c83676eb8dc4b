// The bundle's style elements take the nonce of the page's policy from here. A page cannot read it from the attribute.
window.__webpack_nonce__ = document.currentScript.nonce;
