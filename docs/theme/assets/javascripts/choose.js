/* Goes on in the reader's language: the one last chosen on this site, else the first that the browser names and the
   site has, else that of the page itself. Hash and query stay. */
(function () {
  "use strict"
  const links = new Map()
  for (const link of document.querySelectorAll("a[data-language]")) links.set(link.dataset.language, link)

  let chosen = null
  try {
    chosen = localStorage.getItem("kb.language")  // written by kb.js
  } catch { /* a browser may forbid storage */ }

  const wished = [chosen, ...navigator.languages.map(tag => tag.split("-")[0].toLowerCase())]
  const language = wished.find(code => links.has(code)) || document.documentElement.lang
  const target = new URL(links.get(language).href)
  target.search = location.search
  target.hash = location.hash
  location.replace(target)
})()
