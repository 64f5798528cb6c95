/* Findings on several records: one tab for each, never one number for all. */
function startTabs() {
  for (const list of findAll(".tabs")) {
    const tabs = findAll("[role=tab]", list);
    const panels = tabs.map((tab) => document.getElementById(tab.getAttribute("aria-controls")));
    const select = (at, focus) => {
      tabs.forEach((tab, i) => {
        tab.setAttribute("aria-selected", String(i === at));
        tab.tabIndex = i === at ? 0 : -1;
        panels[i].hidden = i !== at;
      });
      if (focus) {
        tabs[at].focus();
        drawCharts(panels[at].closest(".claim"));
      }
    };
    panels.forEach((tabPanel, i) => {
      tabPanel.setAttribute("role", "tabpanel");
      tabPanel.setAttribute("aria-labelledby", tabs[i].id);
    });
    tabs.forEach((tab, i) => tab.addEventListener("click", () => select(i, true)));
    list.addEventListener("keydown", (event) => {
      const now = tabs.indexOf(document.activeElement);
      const to = {
        ArrowRight: (now + 1) % tabs.length,
        ArrowLeft: (now + tabs.length - 1) % tabs.length,
        Home: 0,
        End: tabs.length - 1,
      }[event.key];
      if (now < 0 || to === undefined) return;
      event.preventDefault();
      select(to, true);
    });
    list.hidden = false;
    select(0, false);
  }
}
