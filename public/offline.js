// Keeps a copy of the app for offline use, once the first visit has what it needs: the copy must not compete with it.
if ("serviceWorker" in navigator) {
  addEventListener("load", () => setTimeout(() => navigator.serviceWorker.register("./sw.js"), 8000));
}
