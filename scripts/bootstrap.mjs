// Sets up a clone and runs one command in it. Needs Node only: no dependency may be imported before `install`.
//   start · huiyin → install, build, run        test · check → install, run
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isBuilt, markBuilt } from './build-stamp.mjs'
import { isInstalled, markInstalled } from './install-stamp.mjs'
import { buildNativeJieba } from './native-jieba.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const pnpmVersion = '12.21.0' // pinned here: a packageManager field makes pnpm fetch itself a second time
const say = (line) => process.stderr.write(`回音 ▸ ${line}\n`)

function fail(...lines) {
  for (const line of lines) say(line)
  process.exit(1)
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(`需要 Node.js 20.19 或更高版本，当前是 ${process.versions.node}。`, 'Node.js ≥ 20.19 is required.')
}

/** Runs a program with its output on stderr, keeping the tail for an explanation when it fails. */
function run(command, args, { quiet = false } = {}) {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2],
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { ok: done.status === 0, output: `${done.stdout ?? ''}${done.stderr ?? ''}${done.error ?? ''}` }
}

function install() {
  if (isInstalled(root)) return
  say('正在安装依赖（首次约需半分钟）… installing dependencies')
  const startedAt = Date.now()
  const done = run('npx', ['-y', `pnpm@${pnpmVersion}`, 'install', '--frozen-lockfile'], { quiet: true })
  if (!done.ok) {
    process.stderr.write(`${done.output.split('\n').slice(-60).join('\n')}\n`)
    fail(
      '安装依赖失败。请检查能否访问 npm 仓库，然后重试。Installing dependencies failed; see the log above.',
    )
  }
  markInstalled(root)
  say(`依赖已安装，用时 ${((Date.now() - startedAt) / 1000).toFixed(1)} 秒`)
}

/** Programs of our dependencies, run by Node itself so that no shell shim is in the way. */
const bin = {
  tsc: join(root, 'node_modules/typescript/bin/tsc'),
  vite: join(root, 'dashboard/node_modules/vite/bin/vite.js'),
}

function build(part) {
  if (isBuilt(root, part)) return
  say(part === 'services' ? '正在构建服务… building services' : '正在构建界面… building the dashboard')
  const startedAt = Date.now()
  // Types are checked by `npm run check`; a start only needs the JavaScript.
  const done =
    part === 'services'
      ? run(process.execPath, [bin.tsc, '-b', '--noCheck'])
      : run(process.execPath, [bin.vite, 'build', 'dashboard', '--logLevel', 'warn'])
  if (!done.ok) fail('构建失败，原因见上。The build failed; the reason is above.')
  markBuilt(root, part)
  say(`构建完成，用时 ${((Date.now() - startedAt) / 1000).toFixed(1)} 秒`)
}

/** Two commands at once in a fresh clone: the second waits for the first to set up. */
async function setUp(parts) {
  if (isInstalled(root) && parts.every((part) => isBuilt(root, part))) return
  const lock = join(root, '.tmp', 'set-up.lock')
  mkdirSync(join(root, '.tmp'), { recursive: true })
  while (!takeLock(lock)) await new Promise((resolve) => setTimeout(resolve, 500))
  try {
    install()
    for (const part of parts) build(part)
  } finally {
    rmSync(lock, { force: true })
  }
}

function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
    if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true })
    return false
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

async function main([command, ...args]) {
  requireNode()
  if (command === 'start' || command === 'huiyin') {
    const all = command === 'start' ? ['start', ...args] : args
    await setUp(all[0] === 'start' || all[0] === 'service' ? ['services', 'dashboard'] : ['services'])
    const { main: huiyin } = await import(pathToFileURL(join(root, 'cli/dist/main.js')).href)
    await huiyin(all)
  } else if (command === 'build') {
    await setUp(['services', 'dashboard'])
  } else if (command === 'check' || command === 'check-static') {
    await setUp([])
    const { check } = await import('./check.mjs')
    const staticOnly = command === 'check-static'
    process.exit((staticOnly || buildNativeJieba(root)) && check(root, { staticOnly }) ? 0 : 1)
  } else if (command === 'test') {
    await setUp(['services', 'dashboard'])
    const { test } = await import('./test.mjs')
    process.exit(buildNativeJieba(root) && (await test(root, args)) ? 0 : 1)
  } else fail(`未知命令：${command ?? ''}。可用：start、test、check、huiyin`)
}

await main(process.argv.slice(2))
