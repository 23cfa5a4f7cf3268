import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // No name is looked up, so that nothing leaves this machine even where a request slips past the page's route.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** @throws {Error} where there is no Chromium. */
export function launchBrowser() {
  if (!existsSync(EXECUTABLE)) {
    throw new Error(`There is no ${EXECUTABLE}. Install the package "chromium", or name another path in CHROMIUM.`);
  }
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
}

/**
 * A page in a browser that remembers nothing and reaches this machine only.
 *
 * @returns `problems` fills with what a user would find in the browser's console, and with requests to other hosts
 *   (which get no answer). `waitMs` of all its conditions is 30,000.
 */
export async function openPage(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(30_000);
  const problems = [];
  await context.route('**/*', (route) => {
    const { hostname } = new URL(route.request().url());
    if (hostname === '127.0.0.1') return route.continue();
    problems.push(`asked ${hostname}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`thrown: ${error.message}`));
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).hostname !== '127.0.0.1') problems.push(`asked ${socket.url()}`);
  });
  await page.goto(url);
  return { page, problems };
}
