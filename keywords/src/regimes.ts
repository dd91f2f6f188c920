import { readdirSync } from 'node:fs'
import { InvalidInput } from '@huiyin/domain/errors'
import { Regime } from '@huiyin/domain/regime'
import { dataFolder, readYaml } from './read-yaml.js'

let loaded: readonly Regime[] | null = null

/** Every 制度 under `data/regimes`, checked and frozen; read once a process. */
export function loadRegimes(): readonly Regime[] {
  loaded ??= readdirSync(new URL('regimes/', dataFolder))
    .filter((file) => file.endsWith('.yml'))
    .sort()
    .map((file) => readYaml(`regimes/${file}`, Regime))
  return loaded
}

/**
 * The regime of that code first, then those it adopts: what `openTimers` takes.
 * @throws InvalidInput listing the known codes.
 */
export function regimeWithAdopted(code: string): Regime[] {
  const byCode = new Map(loadRegimes().map((regime) => [regime.code, regime]))
  const found: Regime[] = []
  const add = (wanted: string) => {
    const regime = byCode.get(wanted)
    if (!regime) {
      const known = [...byCode.keys()].join('、')
      throw new InvalidInput(`没有代码为“${wanted}”的制度，可选：${known}`, [
        { field: 'regime', message: `应为 ${known} 之一` },
      ])
    }
    if (found.includes(regime)) return
    found.push(regime)
    for (const adopted of regime.adopts ?? []) add(adopted)
  }
  add(code)
  return found
}
