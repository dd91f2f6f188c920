import type { SubjectId } from '../ids.js'
import { compileRules, type NamedRule, type RuleHit } from './rule-set.js'
import { parseSubjectRule, type SubjectRule } from './subject-rule.js'

/** A watched subject as it is looked for. */
export interface SubjectToWatch extends SubjectRule {
  readonly id: SubjectId
  readonly name: string
  readonly version: number
}

/** A watched subject that is true of a post: its name, and the words with their places. */
export interface SubjectHit extends Omit<RuleHit<SubjectId>, 'id'> {
  readonly subjectId: SubjectId
  readonly name: string
  readonly version: number
}

export interface SubjectSet {
  /** What is looked for. */
  readonly asked: readonly { readonly subjectId: SubjectId; readonly version: number }[]
  /** Saved once, and no longer read by this version of the language. */
  readonly unreadable: readonly SubjectToWatch[]
  match(post: { readonly title?: string; readonly text: string }): SubjectHit[]
}

/** All watched subjects, compiled into one automaton. */
export function compileSubjects(subjects: readonly SubjectToWatch[]): SubjectSet {
  const rules: NamedRule<SubjectToWatch>[] = []
  const unreadable: SubjectToWatch[] = []
  for (const subject of subjects) {
    const parsed = parseSubjectRule(subject)
    if (parsed.ok) rules.push({ id: subject, node: parsed.node })
    else unreadable.push(subject)
  }
  const set = compileRules(rules)
  return {
    asked: rules.map(({ id: { id, version } }) => ({ subjectId: id, version })),
    unreadable,
    match: (post) =>
      set.match(post).map(({ id: { id, name, version }, spans, words }) => ({
        subjectId: id,
        name,
        version,
        spans,
        words,
      })),
  }
}
