// A leaderboard that is open asks now and then whether it has changed, and takes the new one in place of the old: nothing
// is fetched while the page is out of sight, and nothing moves where nothing changed.

const asked = () => document.querySelector("[data-board]");
let waiting = 0;

function wait(seconds) {
  clearTimeout(waiting);
  waiting = setTimeout(look, 1000 * seconds);
}

async function look() {
  const board = asked();
  if (!board) return;
  const patience = Number(board.dataset.patience);
  if (document.hidden) return wait(patience);
  try {
    const headers = { "HX-Request": "true", "If-None-Match": `"${board.dataset.etag}"` };
    const answer = await fetch(location.href, { headers, cache: "no-store", signal: AbortSignal.timeout(10_000) });
    if (answer.status === 200) take(board, await answer.text());
    // A server that is in trouble is asked less often.
    wait(answer.ok || answer.status === 304 ? patience : 6 * patience);
  } catch {
    wait(6 * patience);
  }
}

function take(board, text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("#board");
  if (!fresh) return;
  const before = lines(board);
  const changed = lines(fresh);
  for (const [team, line] of changed) {
    if (before.has(team) && score(before.get(team)) !== score(line)) line.classList.add("board-fresh");
  }
  const isTold = ranks(before) !== ranks(changed);
  const told = board.querySelector(".progress-told")?.open;
  const link = board.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  board.replaceWith(fresh);
  if (told) fresh.querySelector(".progress-told")?.setAttribute("open", "");
  if (link) fresh.querySelector(`[href="${CSS.escape(link)}"]`)?.focus({ preventScroll: true });
  const said = document.querySelector("[data-board-said]");
  if (isTold && said) said.textContent = said.textContent ? "" : said.dataset.said;
}

const lines = (board) => new Map([...board.querySelectorAll("[data-line]")].map((line) => [line.dataset.line, line]));
const score = (line) => line.querySelector(".board-primary").textContent;
const ranks = (found) => [...found.keys()].join();

document.addEventListener("visibilitychange", () => document.hidden || look());
wait(Number(asked()?.dataset.patience ?? 0) || 3600);
