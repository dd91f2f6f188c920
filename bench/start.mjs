// Time of the first and the second start in a fresh clone, memory of the process tree at rest, and how fast the
// demonstration's backlog becomes events. Usage: node bench/start.mjs   (Linux; clones into a temporary folder)
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const clone = join(mkdtempSync(join(tmpdir(), 'huiyin-bench-')), 'huiyin')
const port = 8431
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

function start() {
  const startedAt = performance.now()
  const child = spawn('npm', ['start', '--', '--port', String(port)], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      if (said.includes('已启动')) resolve({ child, seconds: (performance.now() - startedAt) / 1000 })
    })
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)))
  })
}

/** npm itself is gone at once; the installation has stopped when it lets go of its data folder. */
async function stop(child) {
  child.removeAllListeners('exit')
  const startedAt = performance.now()
  child.kill('SIGTERM')
  while (existsSync(join(clone, 'data', 'huiyin.pid'))) await pause(50)
  return (performance.now() - startedAt) / 1000
}

/** Proportional set size in MiB of a process and all below it: shared pages are counted once. */
function memoryOf(pid) {
  const parents = new Map()
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {} // it ended while we looked
  const below = (top) => [
    top,
    ...[...parents].filter(([, parent]) => parent === top).flatMap(([child]) => below(child)),
  ]
  const rows = below(pid).map((each) => {
    const rollup = readFileSync(`/proc/${each}/smaps_rollup`, 'utf8')
    return {
      pid: each,
      name: readFileSync(`/proc/${each}/cmdline`, 'utf8').replaceAll('\0', ' ').slice(-60).trim(),
      mib: Number(/^Pss:\s+(\d+)/m.exec(rollup)[1]) / 1024,
    }
  })
  return { total: rows.reduce((sum, row) => sum + row.mib, 0), rows }
}

const status = () =>
  JSON.parse(
    spawnSync(process.execPath, ['scripts/bootstrap.mjs', 'huiyin', 'status'], {
      cwd: clone,
      encoding: 'utf8',
    }).stdout,
  )

try {
  spawnSync('git', ['clone', '-q', root, clone], { stdio: 'inherit' })
  const first = await start()
  const readyAt = performance.now()
  let state = status()
  while (state.items.total < 31 || state.events.total === 0) {
    await pause(200)
    state = status()
  }
  const settled = (performance.now() - readyAt) / 1000
  await pause(30_000)
  const memory = memoryOf(first.child.pid)
  const stopped = await stop(first.child)
  const second = await start()
  await stop(second.child)
  process.stdout.write(
    `${JSON.stringify(
      {
        firstStartSeconds: Number(first.seconds.toFixed(1)),
        secondStartSeconds: Number(second.seconds.toFixed(1)),
        stopSeconds: Number(stopped.toFixed(1)),
        memoryMiB: Math.round(memory.total),
        memoryBy: memory.rows.map((row) => `${Math.round(row.mib)} ${row.name}`),
        backlogSeconds: Number(settled.toFixed(1)),
        state,
      },
      null,
      2,
    )}\n`,
  )
} finally {
  rmSync(join(clone, '..'), { recursive: true, force: true })
}
