import { readdirSync, readFileSync } from 'node:fs'
import { InvalidInput } from '@huiyin/domain/errors'
import { Regime } from '@huiyin/domain/regime'
import { dataFolder, parseYaml } from './read-yaml.js'
import { regimeProblems } from './regime-problems.js'

/** A regime with the YAML it was read from, to be shown, copied and edited. */
export interface ShippedRegime {
  readonly regime: Regime
  readonly yaml: string
}

let loaded: readonly ShippedRegime[] | null = null

/** Every 制度 under `data/regimes` with its text, checked and frozen; read once a process. */
export function shippedRegimes(): readonly ShippedRegime[] {
  loaded ??= readdirSync(new URL('regimes/', dataFolder))
    .filter((file) => file.endsWith('.yml'))
    .sort()
    .map((file) => {
      const yaml = readFileSync(new URL(`regimes/${file}`, dataFolder), 'utf8')
      return { regime: parseRegime(yaml, file), yaml }
    })
  return loaded
}

export const loadRegimes = (): readonly Regime[] => shippedRegimes().map(({ regime }) => regime)

/** One regime in YAML. @throws InvalidInput naming file, line and field of every departure. */
export const parseRegime = (yaml: string, name: string): Regime =>
  parseYaml(yaml, name, Regime, regimeProblems)

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
