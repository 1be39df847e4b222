/* Where there is no page: what it says in the language of the address or else of the reader, with a link to the search
   for the last part of the address, such as /KB954474 or /security/advisory/954474.aspx. */
(function () {
  "use strict"
  const parts = location.pathname.split("/").filter(Boolean)
  let query = parts.at(-1)
  if (!document.querySelector(".kb-not-found") || !query) return
  try {
    query = decodeURIComponent(query)
  } catch { /* not UTF-8: as it stands */ }
  query = query.replace(/\.(html?|aspx?|mspx|php)$/i, "")

  const homes = new Map()
  for (const link of document.querySelectorAll(".kb-languages a")) homes.set(link.hreflang, link.href)
  let chosen = null
  try {
    chosen = localStorage.getItem("kb.language")  // written by kb.js
  } catch { /* a browser may forbid storage */ }
  const wished = [...parts, chosen, ...navigator.languages.map(tag => tag.split("-")[0].toLowerCase())]
  const language = wished.find(code => homes.has(code)) || document.documentElement.lang

  /* Puts the words of this language's own page in the place of the others. */
  async function translate() {
    const answer = await fetch(new URL("404.html", homes.get(language)))
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const main = page.querySelector(".kb-not-found") && page.querySelector("main")
    if (!main) return
    main.lang = language
    document.querySelector("main").replaceWith(main)
    document.title = page.title
  }

  function suggest() {
    const note = document.querySelector(".kb-not-found")
    const link = note.querySelector("a")
    link.textContent = note.dataset.words.replace("{query}", () => query)
    link.href = new URL(`search/?q=${encodeURIComponent(query)}`, homes.get(language))
    link.hreflang = language
    note.hidden = false
  }

  if (language === document.documentElement.lang) suggest()
  else translate().catch(() => {}).then(suggest)  // without it, the words stay as they are
})()
