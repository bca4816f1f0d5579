/* Passkeys, and the word to the page that waits behind a window in which somebody signs in. Codes work without this file. */
"use strict";

(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function show(options) {
    const found = await navigator.credentials.get({
      publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials) },
    });
    const { authenticatorData, clientDataJSON, signature, userHandle } = found.response;
    return { ...head(found), response: { authenticatorData: text(authenticatorData), clientDataJSON: text(clientDataJSON),
      signature: text(signature), userHandle: userHandle ? text(userHandle) : null } };
  }

  async function make(options) {
    const found = await navigator.credentials.create({
      publicKey: { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: named(options.excludeCredentials) },
    });
    const { attestationObject, clientDataJSON } = found.response;
    return { ...head(found), response: { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON),
      transports: found.response.getTransports?.() ?? [] } };
  }

  const head = (found) => ({ id: found.id, rawId: text(found.rawId), type: found.type,
    clientExtensionResults: found.getClientExtensionResults() });

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.addEventListener("submit", async (event) => {
      if (form.elements.passkey.value) return;
      event.preventDefault();
      const said = form.querySelector("[data-said]");
      said.hidden = true;
      try {
        const options = JSON.parse(form.dataset.options);
        form.elements.passkey.value = JSON.stringify(await (form.dataset.passkey === "create" ? make(options) : show(options)));
        form.submit();
      } catch {
        said.textContent = form.dataset.failed;
        said.hidden = false;
      }
    });
  }

  const back = document.querySelector("[data-signed-in]");
  if (back && window.BroadcastChannel) {
    new BroadcastChannel("preclear-session").postMessage({ officer: back.dataset.signedIn, ends: back.dataset.ends });
    window.close();
  }
})();
