import { testVault } from '@huiyin/store/testing-vault'

/** A crawler that may read loopback, without pause. */
export const loopbackConfig = {
  userAgent: 'Huiyin/0.1 (+test)',
  allowedNetworks: ['127.0.0.0/8'],
  minHostDelayMs: 1_000,
  loopbackDelayMs: 0,
  secret: 'key',
  vault: testVault(),
}
