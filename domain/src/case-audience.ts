import type { CaseAction } from './case-action.js'

/**
 * Which units read an entry of the history beside the desk: null is every unit of the case, a list those alone.
 * 批示 reach the unit they are addressed to and no other (勺米 政民互动 第五条: 不得泄露或传播领导同志对有关信件的批示); what
 * the desk says among itself stays there. No hidden entry moves the state, so every reader replays the same one.
 * @param repliedTo the audience of the entry this one answers or takes back.
 */
export function audienceOf(
  action: CaseAction,
  repliedTo: readonly string[] | null = null,
): readonly string[] | null {
  switch (action.kind) {
    case 'noted':
      return action.audience === 'desk' ? [] : repliedTo
    case 'attached':
      return action.audience === 'desk' ? [] : null
    case 'instructed':
      return action.unitCode === undefined ? [] : [action.unitCode]
    // A text in the making is its author's and the desk's; what went out is everyone's.
    case 'reviewed':
      if (action.step === 'published') return null
      return action.unitCode === undefined ? [] : [action.unitCode]
    case 'measured':
      return [action.unitCode]
    case 'escalated':
    case 'consulted':
      return []
    case 'fed-back':
    case 'detached':
    case 'undone':
      return repliedTo
    default:
      return null
  }
}

/** The entry whose readers also read this one. */
export const refersTo = (action: CaseAction): number | null => {
  switch (action.kind) {
    case 'noted':
      return action.replyTo ?? null
    case 'fed-back':
    case 'detached':
    case 'undone':
      return action.actionId
    default:
      return null
  }
}
