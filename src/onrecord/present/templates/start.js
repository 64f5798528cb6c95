/* The start: everything that scripts add is shown only now, so that the page is whole without. */
root.classList.add("js");
startTabs();
startTables();
startNarrowing();
startChoosing();
startAnswers();
startCharts();
// The charts' library stands after this script; when the document is read, it is there.
document.addEventListener("DOMContentLoaded", () => claims[chosen] && drawCharts(claims[chosen]));

let opened = [];
addEventListener("beforeprint", () => {
  opened = findAll("details:not([open]):not(.screen)");
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
