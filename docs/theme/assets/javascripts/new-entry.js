/* Begins the file of a new entry on GitHub: the page's own example, with the number and the day that are typed, and with
   its titles and summaries left to write. Nothing is shown where the page has no link to edit it there. */

const form = document.querySelector(".kb-new-entry")
const edit = document.querySelector(".kb-actions a[rel=edit]")
const example = [...document.querySelectorAll(".md-content pre code")].find(code => /^id:/m.test(code.textContent))

/* https://docs.github.com/repositories/working-with-files/managing-files/creating-new-files */
const fresh = edit?.href.match(/^https:\/\/github\.com\/[^/]+\/[^/]+\/edit\/.+?(?=\/docs\/)/)?.[0].replace("/edit/", "/new/")

if (form && fresh && example) {
  const [id, published] = form.querySelectorAll("input")
  published.value = new Date().toLocaleDateString("sv")  // the order of ISO 8601, in the reader's time zone
  id.addEventListener("change", () => { id.value = id.value.trim().replace(/\.ya?ml$/i, "") })
  form.addEventListener("submit", event => {
    event.preventDefault()
    const number = id.value
    const query = new URLSearchParams({
      filename: `advisories/${published.value.slice(0, 4)}/${number}.yml`,
      value: begun(number, published.value)
    })
    location.assign(`${fresh}?${query}`)
  })
  form.hidden = false
}

function begun(number, day) {
  return example.textContent
    .replace(/^id: .*/m, `id: ${JSON.stringify(number)}`)
    .replace(/\b\d{4}-\d\d-\d\d$/gm, day)
    .replace(/^( {2})(de|en): .*\n(?: {4}.*\n)*/gm, '$1$2: ""\n')
}
