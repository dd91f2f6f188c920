// Whether dist/ is newer than what it is made of. Sizes and times of some hundred files: a few milliseconds.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const services = ['domain', 'keywords', 'store', 'crawler', 'analyzer', 'reports', 'api', 'cli']

const sourcesOf = {
  services: [
    ...services.flatMap((folder) => [`${folder}/src`, `${folder}/tsconfig.json`]),
    'tsconfig.base.json',
  ],
  dashboard: ['domain/src', 'dashboard/src', 'dashboard/index.html', 'dashboard/vite.config.ts'],
}
const productOf = { services: 'cli/dist/main.js', dashboard: 'dashboard/dist/index.html' }

function* filesUnder(path) {
  if (!existsSync(path)) return
  if (statSync(path).isFile()) yield path
  else for (const entry of readdirSync(path).sort()) yield* filesUnder(join(path, entry))
}

function keyOf(root, part) {
  const hash = createHash('sha256')
  hash.update(readFileSync(join(root, 'pnpm-lock.yaml')))
  for (const source of sourcesOf[part])
    for (const file of filesUnder(join(root, source))) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${file} ${size} ${mtimeMs}\n`)
    }
  return hash.digest('hex')
}

const stampOf = (root, part) => join(root, '.tmp', `built-${part}`)

export const isBuilt = (root, part) =>
  existsSync(join(root, productOf[part])) &&
  existsSync(stampOf(root, part)) &&
  readFileSync(stampOf(root, part), 'utf8') === keyOf(root, part)

export function markBuilt(root, part) {
  mkdirSync(join(root, '.tmp'), { recursive: true })
  writeFileSync(stampOf(root, part), keyOf(root, part))
}
