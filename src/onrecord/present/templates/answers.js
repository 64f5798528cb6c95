/* The counts at the top: choosing an answer lists its claims and opens the first of them. */
function onlyAnswer(token, word) {
  const links = findAll(".tally [data-answer]");
  for (const link of links) {
    if (link.dataset.answer === token) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const list = find(".list details");
  if (token && list) list.open = true;
  for (const item of findAll("[data-answers]")) {
    item.hidden = Boolean(token) && !item.dataset.answers.split(" ").includes(token);
  }
  const said = find("#_listed");
  if (said) said.textContent = token ? data.words.listed.replace("{answer}", word) : "";
}

function startAnswers() {
  for (const link of findAll(".tally [data-answer]")) {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      event.preventDefault();
      if (link.hasAttribute("aria-current")) {
        onlyAnswer("", "");
        return;
      }
      onlyAnswer(link.dataset.answer, link.dataset.word);
      choose(named(link.hash), { quiet: true });
    });
  }
}
