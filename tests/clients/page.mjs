// Looks at the status page in a browser, as it is in several states and on several screens: what people need is seen, nothing runs off the
// screen, and axe finds nothing.
//
//   node page.mjs CHROMIUM SAMPLES URL TOKEN SCREENSHOTS
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";
import puppeteer from "puppeteer-core";

const [chromium, samples, url, token, screenshots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [1280, 768, 360];
const HEIGHT = 800;
// What is seen in each state, and above the fold where it is what to do first.
const SEEN = {
  quiet: ["All databases are at head.", "nova_api", "operation 01ebd5d0, succeeded after a change"],
  running: ["operation 6f0c5a1e, running", "4 of 9 done"],
  waiting: ["nova_main waits for table instances", "session 4711 (backup from ctl-3", "idle in transaction"],
  failed: ["What to do first", "cannot be reached", "Connection to db.controller.example.org:5432 refused", "Start the server"],
  "twenty-cells": ["Not all databases are at head. 1 of 21 needs attention.", "nova_main/cell0", "nova_main/cell19", "behind"],
};

// Where the first element that says so begins; null where none is seen.
function visible(text) {
  const says = (element) => element.innerText?.includes(text) && element.checkVisibility();
  const first = [...document.body.querySelectorAll("*")].find((element) => says(element) && ![...element.children].some(says));
  return first ? first.getBoundingClientRect().top : null;
}

async function look(page, name, width, scheme) {
  const what = `${name}, ${width} px, ${scheme}`;
  for (const text of SEEN[name]) {
    const top = await page.evaluate(visible, text);
    assert.notEqual(top, null, `${what}: "${text}" is not seen`);
    if (name !== "quiet" && name !== "twenty-cells") {
      assert.ok(top < HEIGHT, `${what}: "${text}" is below the fold, at ${top}`);
    }
  }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(over <= 0, `${what}: it runs ${over} px off the screen`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), [], what);
}

mkdirSync(screenshots, { recursive: true });
const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
try {
  const files = readdirSync(samples).filter((file) => file.endsWith(".html"));
  assert.deepEqual(files.map((file) => basename(file, ".html")).sort(), Object.keys(SEEN).sort());
  const page = await browser.newPage();
  for (const file of files) {
    for (const width of WIDTHS) {
      for (const scheme of ["light", "dark"]) {
        await page.setViewport({ width, height: HEIGHT });
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        await page.goto(`file://${resolve(samples, file)}`);
        const name = basename(file, ".html");
        await page.screenshot({ path: `${screenshots}/${name}-${width}-${scheme}.png`, fullPage: true });
        await look(page, name, width, scheme);
      }
    }
  }

  // As an agent serves it: with a token, and with a policy under which its style has to work.
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  await page.authenticate({ username: "anybody", password: token });
  const answer = await page.goto(`${url}/`);
  assert.equal(answer.status(), 200);
  assert.match(await page.evaluate(() => document.body.innerText), /nova_api/);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.body).maxWidth), "none");
  assert.deepEqual(complaints.filter((text) => !text.includes("favicon")), []);
  console.log(`The page in a browser: ${files.length} states, on ${WIDTHS.length} screens, light and dark: passed`);
} finally {
  await browser.close();
}
