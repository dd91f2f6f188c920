import { accessSync, constants } from 'node:fs'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A Chromium that is installed: the one named (HUIYIN_CHROMIUM), else the first in the usual places. */
export function findChromium(named = process.env.HUIYIN_CHROMIUM): string | null {
  const isRunnable = (path: string) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  }
  if (named) return isRunnable(named) ? named : null
  return usualPlaces.find(isRunnable) ?? null
}

/** The one command that gets a Chromium on this system. */
export function chromiumAdvice(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'darwin') return 'brew install --cask chromium'
  if (platform === 'win32') return 'winget install --id=Hibbiki.Chromium -e'
  return 'sudo apt-get install -y chromium'
}
