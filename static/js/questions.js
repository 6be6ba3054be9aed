// How much of a side of A4 a statement takes, told while it is typed. The server counts for itself; without this script
// nothing is missing but the telling.

const told = document.querySelector("[data-sides]");
const box = document.getElementById("id_words_1");

function linesOf(text, letters) {
  let lines = 0;
  for (const paragraph of text.split("\n")) {
    let used = 0;
    lines += 1;
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      const wanted = word.length + (used > 0 ? 1 : 0);
      if (used + wanted <= letters) {
        used += wanted;
        continue;
      }
      lines += (used > 0 ? 1 : 0) + Math.floor((word.length - 1) / letters);
      used = ((word.length - 1) % letters) + 1;
    }
  }
  return text ? lines : 0;
}

if (told && box) {
  let timer = 0;
  const tell = () => {
    const sides = linesOf(box.value.trim(), Number(told.dataset.letters)) / Number(told.dataset.lines);
    told.textContent = told.dataset.words.replace("%s", sides.toFixed(1));
  };
  box.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(tell, 1000);
  });
  tell();
}
