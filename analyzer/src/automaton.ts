/** Where the trained side finds the automaton; rules of watched subjects use the same one. */
export { Automaton, type Match } from '@huiyin/domain/text/automaton'
