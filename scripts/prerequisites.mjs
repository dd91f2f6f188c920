// What the tests need beyond Node: a Chromium to look at the pages and a real redis-server for the distributed queue.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const say = (line) => process.stderr.write(`回音 ▸ ${line}\n`)

const onPath = (name) => spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0

const needs = [
  {
    name: 'Chromium',
    package: 'chromium',
    found: () =>
      existsSync(process.env.HUIYIN_CHROMIUM ?? '') ||
      ['chromium', 'chromium-browser', 'google-chrome'].some(onPath) ||
      existsSync('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
  },
  { name: 'redis-server', package: 'redis-server', found: () => onPath('redis-server') },
]

const canInstall = () => process.getuid?.() === 0 && onPath('apt-get')

/** apt can stall: non-interactive, with a time limit, tried three times. */
function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    for (const args of [
      ['update', '-q'],
      ['install', '-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=60', ...packages],
    ])
      spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env, timeout: 240_000 })
    if (needs.every((need) => need.found())) return
    say(`安装未完成，第 ${attempt} 次尝试结束`)
  }
}

/** @returns whether everything the tests need is on this machine (after installing it, as root on Debian) */
export function meetPrerequisites() {
  const missing = () => needs.filter((need) => !need.found())
  if (missing().length > 0 && canInstall()) {
    say(
      `正在安装测试所需的 ${missing()
        .map((need) => need.name)
        .join('、')}…`,
    )
    aptInstall([...missing().map((need) => need.package), 'fonts-noto-cjk'])
  }
  if (missing().length === 0) return true
  const packages = missing()
    .map((need) => need.package)
    .join(' ')
  say(
    `测试需要 ${missing()
      .map((need) => need.name)
      .join('、')}，本机没有。请先执行：`,
  )
  say(`  sudo apt-get update && sudo apt-get install -y ${packages}`)
  return false
}
