// `node bench/backup.mjs DATA`: size and time of a backup and a restore of a data folder (running or not), beside
// what the system's tar and gzip need for its cluster in the same run.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const data = process.argv[2] && resolve(process.argv[2])
if (!data) throw new Error('usage: node bench/backup.mjs DATA')
const main = fileURLToPath(new URL('../cli/dist/main.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'huiyin-bench-backup-'))
const at = (name) => join(folder, name)

function timed(program, args) {
  const startedAt = performance.now()
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
  return { seconds: (performance.now() - startedAt) / 1000, stdout }
}
const bare = (level) => {
  const file = at(`bare-${level}.tar.gz`)
  // tar ends with 1 when a file changed while it was read, which on a running server it does.
  const command = `tar cf - -C '${data}' postgres 2>/dev/null | gzip -${level} > '${file}'`
  return { seconds: timed('sh', ['-c', command]).seconds, bytes: statSync(file).size }
}
const round = (n) => Math.round(n * 100) / 100

try {
  const backup = timed(process.execPath, [main, 'backup', at('b.tar.gz'), '--data', data])
  const made = JSON.parse(backup.stdout)
  const restore = timed(process.execPath, [main, 'restore', at('b.tar.gz'), '--data', at('restored')])
  const one = bare(1)
  const six = bare(6)
  console.log(
    JSON.stringify(
      {
        running: made.running,
        unpackedMB: round(made.unpackedBytes / 1e6),
        files: made.files,
        backup: { seconds: round(backup.seconds), MB: round(made.bytes / 1e6) },
        restore: { seconds: round(restore.seconds), counts: JSON.parse(restore.stdout).counts },
        tarGzip1: { seconds: round(one.seconds), MB: round(one.bytes / 1e6) },
        tarGzip6: { seconds: round(six.seconds), MB: round(six.bytes / 1e6) },
        timesTarGzip1: round(backup.seconds / one.seconds),
        timesTarGzip6: round(backup.seconds / six.seconds),
      },
      null,
      2,
    ),
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
