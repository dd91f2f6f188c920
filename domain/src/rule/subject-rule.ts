import { type RuleNode, ruleOf } from './ast.js'
import { parseRule } from './parse.js'
import type { RuleProblem } from './problem.js'

/** What a watched subject looks for, as typed; `exclusion` is '' without any. */
export interface SubjectRule {
  readonly rule: string
  readonly exclusion: string
}

export type ParsedSubjectRule =
  | {
      readonly ok: true
      readonly node: RuleNode
      readonly include: RuleNode
      readonly exclude: RuleNode | null
    }
  | { readonly ok: false; readonly field: keyof SubjectRule; readonly problem: RuleProblem }

/** Reads rule and exclusion together, or says which of the two cannot be read and where. */
export function parseSubjectRule({ rule, exclusion }: SubjectRule): ParsedSubjectRule {
  const include = parseRule(rule)
  if (!include.ok) return { ok: false, field: 'rule', problem: include.problem }
  if (exclusion.trim() === '') return { ok: true, node: include.node, include: include.node, exclude: null }
  const exclude = parseRule(exclusion)
  if (!exclude.ok) return { ok: false, field: 'exclusion', problem: exclude.problem }
  return {
    ok: true,
    node: ruleOf(include.node, exclude.node),
    include: include.node,
    exclude: exclude.node,
  }
}
