// Whether node_modules is what the lockfile says. The stamp lives inside node_modules and goes with it.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const stampOf = (root) => join(root, 'node_modules', '.huiyin-installed')

function keyOf(root) {
  const hash = createHash('sha256')
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)))
  // A native module is compiled for one Node ABI and one platform.
  hash.update(`${process.versions.modules} ${process.platform} ${process.arch}`)
  return hash.digest('hex')
}

export const isInstalled = (root) =>
  existsSync(stampOf(root)) && readFileSync(stampOf(root), 'utf8') === keyOf(root)

export const markInstalled = (root) => writeFileSync(stampOf(root), keyOf(root))
