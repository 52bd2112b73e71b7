// Opens pages of reports in a headless browser. It proves of each that it asks nobody for anything, that axe finds no
// fault with it, and that it prints on A4 with nothing cut off; and of a page spoiled in these ways that this is noticed.
//     PEERS=FOLDER node pages.mjs BROWSER WORK PAGE…
// A page called marked-… is of a scenario with markup in its words, which must stay words.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(`${process.env.PEERS}/`);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [browserPath, work, ...pages] = process.argv.slice(2);

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const MARKUP = `<script>document.title = 'taken'</script><b>Bold</b> & &lt;i&gt;`;
// How wide a page's own part of A4 is between margins of 14 mm, in CSS pixels.
const PAPER = 687;

const must = (holds, words) => {
  if (!holds) throw new Error(words);
};

/** Opens a browser, lets it work, and gives back what its own log says it asked the network for. */
async function browsing(name, act) {
  const log = join(work, `${name}.netlog.json`);
  const browser = await chromium.launch({ executablePath: browserPath, args: [`--log-net-log=${log}`] });
  try {
    await act(browser);
  } finally {
    await browser.close();
  }
  return new Set(readFileSync(log, 'utf8').match(/"(?:https?|wss?|ftp):\/\/[^"/]+/g));
}

async function opened(browser, file, options) {
  const page = await browser.newPage(options);
  const noticed = [];
  page.on('request', (request) => noticed.push(request.url()));
  // What the page's own policy forbids is no request any more, but is said here.
  page.on('console', (message) => noticed.push(message.text()));
  page.on('dialog', (dialog) => noticed.push(dialog.message()));
  const url = pathToFileURL(file).href;
  await page.goto(url, { waitUntil: 'load' });
  return { page, beyond: () => noticed.filter((what) => what !== url) };
}

/** Runs axe past the page's policy, which forbids scripts. */
async function judged(page) {
  const session = await page.context().newCDPSession(page);
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression, awaitPromise: true, returnByValue: true,
    });
    must(!exceptionDetails, JSON.stringify(exceptionDetails));
    return result.value;
  };
  await evaluate(axe);
  return JSON.parse(await evaluate(`axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then(JSON.stringify)`));
}

/** The least contrast of words in drawings, which axe leaves open: with their halo, or with what lies beneath them. */
function contrast(page, selectors) {
  return page.evaluate((selectors) => {
    const colour = (words) => words.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255);
    const light = (words) => {
      const [r, g, b] = colour(words).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const beneath = (text) => {
      const { paintOrder, stroke } = getComputedStyle(text);
      if (paintOrder.startsWith('stroke') && stroke !== 'none') return stroke;
      text.scrollIntoView({ block: 'center' });
      const box = text.getBoundingClientRect();
      const under = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      const area = under.find((one) => ['rect', 'circle'].includes(one.tagName));
      return area ? getComputedStyle(area).fill : getComputedStyle(document.body).backgroundColor;
    };
    return Math.min(...selectors.map((selector) => {
      const text = document.querySelector(selector);
      if (!text.closest('svg')) return 0;
      const [dark, bright] = [light(getComputedStyle(text).fill), light(beneath(text))].sort((a, b) => a - b);
      return (bright + 0.05) / (dark + 0.05);
    }));
  }, selectors);
}

async function accessible(page) {
  const { violations, incomplete, passes } = await judged(page);
  const said = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(' ')}`);
  must(said.length === 0, said.join('\n'));
  must(passes.length > 20, `axe found only ${passes.length} rules to apply`);
  const open = [];
  for (const { id, nodes } of incomplete) {
    const least = id === 'color-contrast' ? await contrast(page, nodes.map((node) => node.target.join(' '))) : 0;
    must(least >= 4.5, `axe leaves open ${id} (${least.toFixed(1)}): ${nodes[0].html}`);
    open.push(`${id} of ${nodes.length} words in drawings, measured: ${least.toFixed(1)} : 1 or more`);
  }
  return `${passes.length} rules hold, left open: ${open.join('; ') || 'none'}`;
}

/** What stands beyond the paper's edge, where it is cut off. */
async function cutOff(page) {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: PAPER, height: 900 });
  return page.evaluate((paper) => {
    const all = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > paper + 1);
    return all.map((one) => one.textContent.trim()).filter((words) => words !== '');
  }, PAPER);
}

async function printed(page, name) {
  const cut = await cutOff(page);
  must(cut.length === 0, `cut off on paper: ${cut.join(', ')}`);
  const pdf = join(work, `${name}.pdf`);
  // Without a size of its own, the page would come out on Letter.
  await page.pdf({ path: pdf, preferCSSPageSize: true });
  const sizes = execFileSync('pdfinfo', ['-f', '1', '-l', '999', pdf], { encoding: 'utf8' }).match(/^Page .*size:.*$/gm);
  must(sizes.every((size) => size.endsWith('(A4)')), sizes.join('\n'));
  must(sizes.length >= 2 && sizes.length <= 20, `${sizes.length} pages`);
  // A form feed ends each page.
  const sheets = execFileSync('pdftotext', [pdf, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
  must(sheets.length === sizes.length && sheets.every((words) => words.trim() !== ''), 'a page is empty');
  const plain = (words) => words.replace(/\s/g, '');
  const heading = await page.textContent('h1');
  must(plain(sheets[0]).includes(plain(heading)), `the paper does not say: ${heading}`);
  const [last, end] = [plain(sheets.at(-1)), plain(await page.textContent('footer'))];
  must(last.endsWith(end) && last !== end, 'the last page does not hold the end, or nothing else');
  return `A4 × ${sizes.length}`;
}

const asked = await browsing('clean', async (browser) => {
  for (const file of pages) {
    const name = basename(file, '.html');
    const said = [];
    for (const colorScheme of ['light', 'dark']) {
      const { page, beyond } = await opened(browser, file, { colorScheme });
      said.push(`${colorScheme}: ${await accessible(page)}`);
      if (name.startsWith('marked-')) {
        const words = await page.locator('h1, h2').allTextContents();
        must(words.includes(MARKUP), `the title is not there as it was written: ${words}`);
        must(await page.locator('script, b, i').count() === 0, 'words became markup');
        must(await page.title() !== 'taken', 'words became a script');
      }
      if (colorScheme === 'dark') said.push(await printed(page, name));
      must(beyond().length === 0, `it asked for: ${beyond()}`);
      await page.close();
    }
    // Said once where both are the same.
    console.log(`${name}: ${[...new Set(said.map((words) => words.replace('dark', 'light')))].join('; ').replace('light', 'light and dark')}`);
  }
});
must(asked.size === 0, `the network was asked: ${[...asked]}`);

// The same page with faults planted.
const source = readFileSync(pages[0], 'utf8');
const plant = (name, ...changes) => {
  let spoiled = source;
  for (const [from, to] of changes) {
    must(spoiled.search(from) >= 0, `nothing to spoil: ${from}`);
    spoiled = spoiled.replace(from, to);
  }
  writeFileSync(join(work, name), spoiled);
  return join(work, name);
};
const leaks = await browsing('spoiled', async (browser) => {
  const picture = ['<main>', '<main><img src="https://picture.invalid/x.png">'];
  const kept = await opened(browser, plant('spoiled-kept.html', picture));
  must(kept.beyond().some((what) => what.includes('Content Security Policy')), 'a forbidden picture goes unnoticed');
  const bare = await opened(browser, plant('spoiled-bare.html', picture, [/<meta http-equiv.*>/, '']));
  must(bare.beyond().includes('https://picture.invalid/x.png'), 'a request goes unnoticed');
  const { violations } = await judged(bare.page);
  must(violations.some(({ id }) => id === 'image-alt'), 'axe does not see a picture without words');
  const pale = await opened(browser, plant('spoiled-pale.html', ['color: #2A2622; font', 'color: #C9C4BB; font']));
  must((await judged(pale.page)).violations.some(({ id }) => id === 'color-contrast'), 'axe does not see pale words');
  const broad = ['</h1>', '</h1><p style="width: 800px; text-align: right">broad</p>'];
  const cut = await cutOff((await opened(browser, plant('spoiled-broad.html', broad))).page);
  must(cut.includes('broad'), 'a cut word goes unnoticed');
});
must(leaks.has('"https://picture.invalid'), 'the log of the network does not show a request');
console.log(`${pages.length} pages: no request to anywhere; planted requests, faults and cut words were noticed`);
