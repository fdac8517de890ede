import { previewView } from "./preview.js";
import { recordingView } from "./recording.js";
import { updateView } from "./update.js";

const byId = (id) => document.getElementById(id);
const time = (instant) => new Date(instant).toLocaleTimeString();

/** An element with text and children; text is never read as HTML. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const REFERENCE = {
  awaited: "waiting for the first repetitions: do them right",
  taking: "taking the first repetitions as reference",
};

function station({ name, doing, probability, repetitions, stalled, straining, form, reference }) {
  const state = stalled ? "stalled" : doing === "rest" ? "resting" : "lifting";
  return element("article", { class: state, "data-station": name },
    element("h3", {}, name),
    element("p", { class: "doing" }, stalled ? `${doing}: STUCK` : straining ? `${doing}: about to fail` : doing),
    element("p", { class: "repetitions" }, doing === "rest" ? "–" : String(repetitions)),
    element("p", { class: "probability" }, `${Math.round(probability * 100)} %`),
    ...[form ? `form ${form}` : REFERENCE[reference]].filter(Boolean)
      .map((words) => element("p", { class: "form" }, words)));
}

function sight({ stage, label, score, count }) {
  const words = [count === 0 ? "nothing" : label, score !== null && score !== undefined && scored(label, score), count > 1 && `(${count})`];
  return element("p", { class: "sight", "data-stage": stage }, `${stage}: ${words.filter(Boolean).join(" ")}`);
}

const scored = (label, score) => label === "anomaly" ? score.toPrecision(3) : `${Math.round(score * 100)} %`;

function camera({ name, source, sights, framesPerSecond, p50Millis, p99Millis, dropped, still, restarts, problems }) {
  const wrong = Object.values(problems);
  return element("article", { class: wrong.length ? "camera troubled" : "camera", "data-station": name, "data-camera": source },
    element("h3", {}, name),
    ...sights.map(sight),
    element("p", { class: "frames" }, `${source}: ${framesPerSecond} frames/s, ${dropped} dropped, ${still} still, ${restarts} restarts`),
    ...(p99Millis ? [element("p", { class: "frames" }, `seen after ${p50Millis} ms, ${p99Millis} ms at most of 99 %`)] : []),
    ...wrong.map((sentence) => element("p", { class: "trouble" }, sentence)));
}

const byForm = (forms) => Object.entries(forms ?? {}).map(([form, count]) => `${count} ${form}`).join(", ");

function incident(it, hasSnapshot) {
  const row = element("li", { class: `${it.severity} ${it.state}`, "data-incident": it.id },
    `${time(it.eventTime)} ${it.place}: ${it.rule} (${it.detail}), ${it.state}${it.acknowledged ? ", acknowledged" : ""} `);
  if (!it.acknowledged) {
    const button = element("button", { type: "button" }, "Acknowledge");
    button.addEventListener("click", async () => {
      button.disabled = true;
      const answer = await fetch(`api/incidents/${encodeURIComponent(it.id)}/acknowledge`, { method: "POST" });
      if (!answer.ok) {
        button.disabled = false;
        button.textContent = `Failed (${answer.status}), try again`;
      }
    });
    row.append(button);
  }
  if (hasSnapshot) {
    row.append(element("img", { src: `api/incidents/${encodeURIComponent(it.id)}/snapshot`, alt: `what the camera saw at ${it.place}`, class: "snapshot", loading: "lazy" }));
  }
  return row;
}

const showPreviews = previewView(byId("preview-section"), element);
const showRecording = recordingView(byId("recording"), element);
const showUpdate = updateView(byId("update"));

function show(floor) {
  showRecording(floor.recording);
  showPreviews(floor.previews);
  showUpdate(floor.update);
  byId("device").textContent = `${floor.site} / ${floor.device}`;
  byId("broker").textContent = floor.broker
    ? `${floor.broker.url} ${floor.broker.connected ? "connected" : "not connected"}, ${floor.broker.waiting} waiting`
    : "no broker";
  byId("stations").replaceChildren(...floor.stations.map(station), ...floor.cameras.map(camera));
  byId("sets").replaceChildren(...floor.sets.map((set) => element("tr", {},
    ...[time(set.end), set.station, set.exercise, set.repetitions, `${Math.round(set.confidence * 100)} %`,
      byForm(set.forms)]
      .map((cell) => element("td", {}, String(cell))))));
  byId("outputs").replaceChildren(...Object.entries(floor.outputs).map(([name, on]) =>
    element("li", { class: on ? "on" : "off" }, `${name}: ${on ? "ON" : "off"}`)));
  const incidents = JSON.stringify([floor.incidents, floor.snapshots]);
  if (incidents !== show.incidents) { // else a button would be replaced under the pointer
    show.incidents = incidents;
    byId("incidents").replaceChildren(...(floor.incidents.length
      ? floor.incidents.map((it) => incident(it, floor.snapshots.includes(it.id))) : [element("li", {}, "none")]));
  }
  byId("messages").replaceChildren(...floor.messages.map((message) => element("li", {},
    element("span", {}, `${time(message.time)} `), element("b", {}, message.topic), " ",
    element("code", {}, message.payload))));
  const problems = Object.entries(floor.problems);
  byId("problems").replaceChildren(...(problems.length
    ? problems.flatMap(([code, sentence]) => [element("dt", {}, code), element("dd", {}, sentence)])
    : [element("dd", {}, "Nothing is wrong.")]));
}

function follow(delay = 500) {
  const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/live`);
  socket.addEventListener("open", () => { byId("connection").textContent = "live"; delay = 500; });
  socket.addEventListener("message", (event) => show(JSON.parse(event.data)));
  socket.addEventListener("close", () => {
    byId("connection").textContent = "the agent does not answer; what you see is old";
    setTimeout(follow, delay, Math.min(delay * 2, 10000));
  });
}

follow();
