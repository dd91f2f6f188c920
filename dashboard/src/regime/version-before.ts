import type { RuleChangeView, RulesView } from '@huiyin/domain/http/rules'

/** The text a version of a regime is read against: the approved one before it, else the shipped one, else nothing. */
export function textBefore(
  change: RuleChangeView,
  { changes, regimes }: Pick<RulesView, 'changes' | 'regimes'>,
): string {
  const [before] = changes
    .filter(
      ({ kind, regimeCode, state, version }) =>
        kind === 'edit-regime' &&
        regimeCode === change.regimeCode &&
        state === 'approved' &&
        version < change.version,
    )
    .sort((a, b) => b.version - a.version)
  return before?.yaml ?? regimes.find(({ regime }) => regime.code === change.regimeCode)?.shippedYaml ?? ''
}
