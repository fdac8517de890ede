/** Labelling on the page: what is recorded, and buttons to mark it. */
export function recordingView(section, element) {
  const cards = new Map();
  let rows = "";

  async function ask(method, path, body) {
    const answer = await fetch(`api/recording/${path}`, {
      method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body),
    });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(said.message ? `${said.message} [${said.code}]` : `it failed (${answer.status})`);
    show(said);
  }

  function notes(form) {
    const value = (name) => form.querySelector(`[name=${name}]`)?.value.trim() || undefined;
    const rpe = value("rpe");
    return { subject: value("subject"), repetitions: value("repetitions"), rpe: rpe && Number(rpe) };
  }

  /** A button that says in a line beside it why something was not done. */
  function button(text, attributes, told, action) {
    const made = element("button", { type: "button", ...attributes }, text);
    made.addEventListener("click", async () => {
      made.disabled = true;
      told.textContent = "";
      try {
        await action();
      } catch (failure) {
        told.textContent = failure.message;
      } finally {
        made.disabled = false;
      }
    });
    return made;
  }

  const field = (label, attributes) => element("label", {}, `${label} `, element("input", attributes));

  function card(source, labels) {
    const name = encodeURIComponent(source.name);
    const told = element("p", { class: "refusal", role: "alert" });
    const doing = element("p", { class: "doing" });
    const samples = element("p", { class: "samples" });
    const subject = field("Who", { name: "subject", maxlength: "80", autocomplete: "off" });
    const input = subject.querySelector("input");
    const begin = labels.map((label) => button(label, { "data-label": label }, told,
      () => ask("POST", `sources/${name}/begin`, { label, subject: input.value.trim() || undefined })));
    const end = button("End of set", { class: "end" }, told, () => ask("POST", `sources/${name}/end`));
    const undo = button("Undo", { class: "undo" }, told, () => ask("POST", `sources/${name}/undo`));
    const made = element("article", { "data-recorded": source.name },
      element("h3", {}, source.name), doing, samples, subject, element("p", {}, ...begin), element("p", {}, end, " ", undo), told);
    input.value = source.subject;
    let known = source.subject;
    return {
      made,
      update(now) {
        doing.textContent = now.ended ? "has ended" : now.label
          ? `${now.label}, of ${now.subject}: ${Math.floor(now.seconds)} s` : "between sets";
        samples.textContent = now.last
          ? `${now.samples} samples, the last at ${new Date(now.last).toLocaleTimeString()}` : "no sample yet";
        made.className = now.label ? "lifting" : "";
        if (now.subject !== known) input.value = known = now.subject; // somebody else said so
        begin.forEach((it) => it.setAttribute("aria-pressed", String(it.dataset.label === now.label)));
        end.hidden = !now.label;
        undo.hidden = !now.undoable;
      },
    };
  }

  function row(set) {
    const told = element("span", { class: "refusal", role: "alert" });
    const save = button("Save", { class: "save" }, told, () => ask("PUT", `sets/${set.id}`, notes(made)));
    const remove = button("Delete", { class: "delete" }, told, () => ask("DELETE", `sets/${set.id}`));
    const made = element("tr", { "data-set": set.id },
      element("td", {}, new Date(set.start).toLocaleTimeString()),
      element("td", {}, set.source),
      element("td", {}, set.written ? set.label : `${set.label} (not yet written)`),
      element("td", {}, element("input", { name: "subject", value: set.subject, "aria-label": "who", maxlength: "80" })),
      element("td", {}, `${set.seconds.toFixed(1)} s`),
      element("td", {}, element("input", { name: "repetitions", value: set.repetitions ?? "", "aria-label": "repetitions",
        size: "4", inputmode: "numeric" })),
      element("td", {}, element("input", { name: "rpe", value: set.rpe ?? "", "aria-label": "RPE", type: "number",
        min: "1", max: "10", step: "0.5" })),
      element("td", {}, save, " ", remove, " ", told));
    return made;
  }

  function show(recording) {
    section.hidden = !recording;
    if (!recording) return;
    for (const source of recording.sources) {
      if (!cards.has(source.name)) {
        cards.set(source.name, card(source, recording.labels));
        section.querySelector("#recorded").append(cards.get(source.name).made);
      }
      cards.get(source.name).update(source);
    }
    // rows stay as they are, with what is being typed into them, unless their set changed
    const body = section.querySelector("#recorded-sets");
    const text = JSON.stringify(recording.sets);
    if (text === rows) return;
    rows = text;
    const before = new Map([...body.children].map((it) => [it.dataset.set, it]));
    body.replaceChildren(...recording.sets.map((set) => {
      const state = JSON.stringify(set);
      const old = before.get(String(set.id));
      if (old?.state === state) return old;
      const made = row(set);
      made.state = state;
      return made;
    }));
  }

  return show;
}
