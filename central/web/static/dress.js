// Puts on how the page shall look on this phone, before the first paint: colours and large type as they were chosen here.
// A classic script, because modules wait for the whole page.

(() => {
  const MEDIA = { light: "not all", dark: "all" };

  function dress() {
    const scheme = localStorage.getItem("greensprout.scheme");
    for (const part of document.querySelectorAll("link.dark, meta.dark")) part.media = MEDIA[scheme] ?? "(prefers-color-scheme: dark)";
    document.documentElement.dataset.size = localStorage.getItem("greensprout.size") ?? "usual";
  }

  dress();
  document.addEventListener("dress", dress);
})();
