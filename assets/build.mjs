// Builds static/vendor from the npm packages; with --check, rebuilds beside it and compares byte for byte.
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { compile } from "sass";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const vendor = join(root, "static", "vendor");
const fonts = "@fontsource-variable/public-sans";
const packages = ["govuk-frontend", "@ministryofjustice/frontend", fonts];

const read = (...parts) => readFileSync(join(modules, ...parts), "utf8").replace(/\r\n/g, "\n");
const version = (name) => JSON.parse(read(name, "package.json")).version;

function stylesheet() {
  const compiled = compile(join(root, "assets", "app.scss"), {
    loadPaths: [root, modules],
    style: "compressed",
    charset: false,
    quietDeps: true,
    silenceDeprecations: ["import"],
  }).css;
  // Crest and icons are not ours to show, and their addresses would break the manifest of static files.
  const css = compiled.replace(/url\((?!data:)[^)]*\)/g, "none");
  if (css.includes("GDS Transport")) throw new Error("The stylesheet names GDS Transport");
  return `/*! govuk-frontend ${version("govuk-frontend")} and parts of @ministryofjustice/frontend ${version("@ministryofjustice/frontend")}, MIT licence */\n${css}\n`;
}

const script = () => read("govuk-frontend/dist/govuk/govuk-frontend.min.js").replace(/\n?\/\/# sourceMappingURL=.*\n?/, "\n");

function mitLicence() {
  return `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;
}

function licences() {
  const versions = packages.map((name) => `${name} ${version(name)}`).join("\n");
  return `What stands in this folder, and under which licence. Built by "npm run build".

${versions}

govuk.css and govuk-frontend.min.js
Compiled from govuk-frontend and four parts of @ministryofjustice/frontend. The typeface, crest and icons are left out.
The MIT License. Copyright (c) 2017 Crown Copyright (Government Digital Service).
The MIT License. Copyright (c) 2018 Crown Copyright (Ministry of Justice).

${mitLicence()}
public-sans-latin.woff2 and public-sans-latin-ext.woff2
Public Sans, as packed by Fontsource.

${read(fonts, "LICENSE").trim()}
`;
}

function build(folder) {
  mkdirSync(folder, { recursive: true });
  const files = {
    "govuk.css": stylesheet(),
    "govuk-frontend.min.js": script(),
    "LICENCES.txt": licences(),
    "public-sans-latin.woff2": readFileSync(join(modules, fonts, "files/public-sans-latin-wght-normal.woff2")),
    "public-sans-latin-ext.woff2": readFileSync(join(modules, fonts, "files/public-sans-latin-ext-wght-normal.woff2")),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

function differences(fresh) {
  const names = new Set([...readdirSync(fresh), ...readdirSync(vendor)]);
  const bytes = (folder, name) => {
    try {
      return readFileSync(join(folder, name));
    } catch {
      return Buffer.from("missing");
    }
  };
  return [...names].filter((name) => !bytes(fresh, name).equals(bytes(vendor, name)));
}

if (process.argv.includes("--check")) {
  const fresh = mkdtempSync(join(tmpdir(), "panel-portal-assets-"));
  build(fresh);
  const changed = differences(fresh);
  rmSync(fresh, { recursive: true });
  if (changed.length) {
    console.error(`static/vendor is not what the packages give: ${changed.join(", ")}. Run "npm run build".`);
    process.exit(1);
  }
  console.log("static/vendor is what the packages give.");
} else {
  build(vendor);
}
