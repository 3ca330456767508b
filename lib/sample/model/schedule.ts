type Done = { daysAgo: number; result: string };

/**
 * When each duty of the standard was last done, by its id in the catalogue, and what came of it. The same duty of a
 * further integration was done a few days earlier. Scans are told by their reports; what is not here was not done yet.
 */
export const lastDone: Readonly<Record<string, Done>> = {
  'sch-daily-log-review': { daysAgo: 1, result: 'No alerts beside two failed sign-ins of a known person.' },
  'sch-weekly-file-compare': { daysAgo: 3, result: 'Differences match the releases of the week.' },
  'sch-weekly-page-tamper': { daysAgo: 2, result: 'Headers and scripts as approved.' },
  'sch-critical-patches': { daysAgo: 11, result: 'All critical fixes of the last month are installed.' },
  'sch-password-rotation': { daysAgo: 19, result: 'Three accounts changed, the others use two factors.' },
  'sch-retention-check': { daysAgo: 23, result: 'Nothing older than the retention time was found.' },
  'sch-internal-scan': { daysAgo: 35, result: 'Two high findings, fixed and scanned again.' },
  'sch-wireless-check': { daysAgo: 50, result: 'Walk through both sites: only the guest network was found.' },
  'sch-ruleset-review': { daysAgo: 39, result: 'Four rules without a purpose were removed.' },
  'sch-user-access-review': { daysAgo: 74, result: 'Reviewed with the team leads, see the list.' },
  'sch-ccw-review': { daysAgo: 60, result: 'Each worksheet was tested again and signed by its owner.' },
  'sch-media-inventory': { daysAgo: 95, result: 'Six backup tapes counted, all in the safe.' },
  'sch-backup-site-review': { daysAgo: 100, result: 'Visited the safe at the bank; access list confirmed.' },
  'sch-dev-training': { daysAgo: 130, result: 'All nine developers took the course and its test.' },
  'sch-tech-review': {
    daysAgo: 150,
    result: 'One firewall model ends next summer; its successor is ordered.',
  },
  'sch-ir-test': { daysAgo: 165, result: 'Table-top exercise about a changed payment page; plan amended.' },
  'sch-crypto-review': { daysAgo: 180, result: 'Inventory is current; one partner still needs TLS 1.0.' },
  'sch-tra-review': { daysAgo: 200, result: 'The analysis of the logs read again, its frequency kept.' },
  'sch-segmentation-test': { daysAgo: 236, result: 'No path from the office network to the card segment.' },
  'sch-external-pentest': { daysAgo: 238, result: 'One medium finding, fixed and retested after two weeks.' },
  'sch-internal-pentest': { daysAgo: 240, result: 'Two medium findings, fixed and retested.' },
  'sch-awareness-review': { daysAgo: 290, result: 'A part about false calls to the call centre was added.' },
  'sch-awareness-training': {
    daysAgo: 275,
    result: '64 of 64 people took the course and signed the policy.',
  },
  'sch-tpsp-monitor': {
    daysAgo: 325,
    result: 'Attestations read; who has none yet was asked again.',
  },
  'sch-policy-review': {
    daysAgo: 320,
    result: 'Roles brought up to date, approved by the managing director.',
  },
  'sch-scope-confirm': { daysAgo: 352, result: 'Data flows and inventory walked through, scope confirmed.' },
  'sch-validation': { daysAgo: 360, result: 'Three attestations signed and accepted by the acquirer.' },
};

/** Two that slipped: duty, and how many days ago the open one was due. */
export const slipped = { 'sch-weekly-page-tamper': 12, 'sch-inactive-accounts': 4 } as const;
