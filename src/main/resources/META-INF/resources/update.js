/** Which set of models runs, how the last update stands, and a technician's two buttons. */
export function updateView(section) {
  const part = (name) => section.querySelector(`#update-${name}`);

  function button(name, path) {
    part(name).addEventListener("click", async () => {
      part("refusal").textContent = "";
      const answer = await fetch(`api/update${path}`, { method: "POST" });
      const said = await answer.json().catch(() => ({}));
      if (answer.ok) show(said);
      else part("refusal").textContent = said.message ? `${said.message} [${said.code}]` : `it failed (${answer.status})`;
    });
  }

  function show(update) {
    section.hidden = !update;
    if (!update) return;
    const { active, desired, state, code, message, since, busy, canGoBack, repository } = update;
    part("active").textContent = active;
    part("state").textContent = [desired, state, `since ${new Date(since).toLocaleString()}`].filter(Boolean).join(" ")
      + (code ? `: ${message} [${code}]` : "");
    part("now").disabled = busy || !repository;
    part("now").title = repository ? `asks ${repository}` : "the profile names no repository";
    part("back").disabled = busy || !canGoBack;
  }

  button("now", "");
  button("back", "/rollback");
  return show;
}
