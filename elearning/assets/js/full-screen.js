// Slides (teams/kit_show.html): keys and a presenter's clicker turn them, and a button shows them full-screen.
// Going to another page would leave full-screen, so there the next slide is put in the place of this one.
const PREVIOUS = "a[rel=prev]";
const NEXT = "a[rel=next]";

const slide = () => document.querySelector("[data-slide]");

const offerFullScreen = () => {
  const button = slide().querySelector("[data-full-screen]");
  button.hidden = !document.fullscreenEnabled || Boolean(document.fullscreenElement);
};

const replaceBy = async (address) => {
  const response = await fetch(address);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const next = page.querySelector("[data-slide]");
  if (!next) {
    throw new Error("no slide"); // signed out, say
  }
  slide().replaceWith(next);
  document.title = page.title;
  history.replaceState(null, "", address);
  offerFullScreen();
  window.scrollTo(0, 0);
  slide().querySelector("h1").focus(); // so that a screen reader goes on here
};

const turnTo = async (address) => {
  if (!document.fullscreenElement) {
    location.assign(address);
    return;
  }
  try {
    await replaceBy(address);
  } catch {
    location.assign(address); // the page itself says what is wrong
  }
};

// A page up or down is a turn where there is nothing more to scroll to.
const wanted = (key) => {
  const { scrollTop, scrollHeight, clientHeight } = document.scrollingElement;
  const atTop = scrollTop < 2;
  const atBottom = scrollTop + clientHeight > scrollHeight - 2;
  const turns = { ArrowLeft: PREVIOUS, ArrowRight: NEXT, PageUp: atTop && PREVIOUS, PageDown: atBottom && NEXT };
  return turns[key];
};

const onKey = (event) => {
  const held = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  const isScrolling = event.target.closest(".table-wrap"); // arrows move a wide table
  const link = !held && !isScrolling && wanted(event.key) && slide().querySelector(wanted(event.key));
  if (link) {
    event.preventDefault();
    turnTo(link.href);
  }
};

const onClick = (event) => {
  const link = event.target.closest(`${PREVIOUS}, ${NEXT}`);
  if (event.target.closest("[data-full-screen]")) {
    document.documentElement.requestFullscreen();
  } else if (link && document.fullscreenElement && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    turnTo(link.href);
  }
};

if (slide()) {
  offerFullScreen();
  document.addEventListener("fullscreenchange", offerFullScreen);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
}
