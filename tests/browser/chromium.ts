import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { writeFontConfiguration } from "./fonts.js";

const executablePath = process.env["FLOWC_CHROMIUM"] ?? "/usr/bin/chromium";

/** Starts a real Chromium without a window, in which text looks the same on all machines. It must be installed: no test passes without it. */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(
      `Chromium is missing: there is no ${executablePath}. Install it (Debian: apt-get install chromium), ` +
        "or set FLOWC_CHROMIUM to where it is.",
    );
  }
  return chromium.launch({
    executablePath,
    env: { ...process.env, FONTCONFIG_FILE: writeFontConfiguration() },
    args: [
      "--disable-lcd-text",
      "--font-render-hinting=none",
      "--force-color-profile=srgb",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
