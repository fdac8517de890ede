/** How long a picture stands before the next is asked for, in milliseconds; the agent makes two a second at most. */
const PERIOD = 500;
const AGAIN = 3000;

/** Shows what cameras see, one picture after the other. */
export function previewView(section, element) {
  const figures = new Map();

  function figure(camera) {
    const picture = element("img", { alt: `what ${camera} sees now` });
    const made = element("figure", { "data-preview": camera }, picture, element("figcaption", {}, camera));
    const ask = () => {
      if (figures.get(camera) === made) picture.src = `api/cameras/${encodeURIComponent(camera)}/preview?${Date.now()}`;
    };
    picture.addEventListener("load", () => setTimeout(ask, PERIOD));
    picture.addEventListener("error", () => setTimeout(ask, AGAIN));
    figures.set(camera, made);
    ask();
    return made;
  }

  return (cameras) => {
    if (cameras.join("\n") === [...figures.keys()].join("\n")) return;
    figures.clear();
    section.hidden = cameras.length === 0;
    section.querySelector("#previews").replaceChildren(...cameras.map(figure));
  };
}
