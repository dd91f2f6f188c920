import type { RuleChangeView, RulesView } from '@huiyin/domain/http/rules'

/** The text a version is read against: the approved one of the same before it, else the shipped one. */
export function textBeforeVersion(
  change: RuleChangeView,
  changes: readonly RuleChangeView[],
  shipped: string,
): string {
  const [before] = changes
    .filter(
      ({ kind, regimeCode, state, version }) =>
        kind === change.kind &&
        regimeCode === change.regimeCode &&
        state === 'approved' &&
        version < change.version,
    )
    .sort((a, b) => b.version - a.version)
  return before?.yaml ?? shipped
}

/** As above, of a regime; the county's own begins from nothing. */
export const textBefore = (
  change: RuleChangeView,
  { changes, regimes }: Pick<RulesView, 'changes' | 'regimes'>,
): string =>
  textBeforeVersion(
    change,
    changes,
    regimes.find(({ regime }) => regime.code === change.regimeCode)?.shippedYaml ?? '',
  )
