// Runs before the first paint, so that neither the theme nor the language flickers while the console loads.
// The keys are the ones of web/src/prefs.rs.
(function () {
  var root = document.documentElement;
  var read = function (key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage is refused: the defaults hold.
    }
  };
  var theme = read("guike.theme");
  var dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.theme = dark ? "dark" : "light";
  if (read("guike.lang") === "en") root.lang = "en";
})();
