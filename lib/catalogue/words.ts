import type {
  AppliesTo,
  CadenceUnit,
  EvidenceType,
  PaymentChannel,
  Periodicity,
  QuestionnaireId,
  TestMethod,
  Theme,
  TimeframeId,
} from './model';

/** The words that screens and documents show for the catalogue's codes. */

/** The letters in the box that stands for a questionnaire. */
export const questionnaireMarks: Record<QuestionnaireId, string> = {
  A: 'A',
  'A-EP': 'A-EP',
  B: 'B',
  'B-IP': 'B-IP',
  C: 'C',
  'C-VT': 'C-VT',
  P2PE: 'P2PE',
  SPoC: 'SPoC',
  'D-Merchant': 'D',
  'D-ServiceProvider': 'D-SP',
};

export const paymentChannelNames: Record<PaymentChannel, string> = {
  E_COMMERCE: 'E-commerce',
  MOTO: 'Mail or telephone order',
  CARD_PRESENT: 'Card present',
};

export const evidenceTypeNames: Record<EvidenceType, string> = {
  policy: 'Policy',
  procedure: 'Procedure',
  config_export: 'Configuration export',
  screenshot: 'Screenshot',
  log_sample: 'Log sample',
  inventory: 'Inventory',
  diagram: 'Diagram',
  change_ticket: 'Change ticket',
  scan_report: 'Scan report',
  pentest_report: 'Penetration test report',
  risk_analysis: 'Risk analysis',
  training_record: 'Training record',
  interview_record: 'Interview record',
  contract: 'Contract',
  aoc: 'Attestation of Compliance (AOC)',
};

export const themeNames: Record<Theme, string> = {
  access_control: 'Access control',
  strong_authentication: 'Strong authentication',
  encryption_at_rest: 'Encryption of stored data',
  https_transport: 'Encryption in transit',
  secure_coding: 'Secure coding',
  script_integrity: 'Payment page scripts',
  patching: 'Patching',
  monitoring_logging: 'Monitoring and logging',
  rate_limiting: 'Rate limiting',
  fraud_detection: 'Fraud and tamper detection',
  third_party_gateway: 'Third-party providers',
  security_audits: 'Policies, tests and reviews',
};

export const testMethodNames: Record<TestMethod, string> = {
  examine: 'Examine evidence',
  observe: 'Observe an action or a state',
  interview: 'Interview people',
};

export const appliesToNames: Record<AppliesTo, string> = {
  all: 'Every assessed entity',
  service_provider: 'Service providers only',
  multi_tenant_sp: 'Multi-tenant service providers only',
  issuer: 'Issuers and companies that support issuing only',
  desv: 'Only entities that a payment brand or acquirer designates (A3)',
};

export const timeframeNames: Record<TimeframeId, string> = {
  daily: 'Every day',
  weekly: 'Every week',
  monthly: 'Every month',
  every_three_months: 'Every 3 months',
  every_six_months: 'Every 6 months',
  every_twelve_months: 'Every 12 months',
  fixed_90_days: 'Every 90 days',
  periodically: 'As often as your risk analysis sets',
  risk_based: 'By your own risk ranking',
  on_event: 'When something happens',
  immediately: 'Immediately',
  promptly: 'Promptly',
};

/** The circumstance on which a requirement depends; completes "Applies only where …". */
export const conditionNames: Record<string, string> = {
  bespoke_software: 'software is developed for you, by you or by others',
  components_without_antimalware: 'some system components have no anti-malware',
  customer_single_factor: 'customers of a service provider sign in with one factor',
  customized_approach: 'the customized approach is used, which no SAQ supports',
  desv: 'a payment brand or acquirer has designated you for Appendix A3',
  disk_encryption: 'disk or partition encryption protects the card number',
  displays_pan: 'a full card number is shown somewhere',
  electronic_media: 'electronic media hold cardholder data',
  encrypts_stored_data: 'stored account data is encrypted',
  hashes_pan: 'hashes make stored card numbers unreadable',
  insecure_services: 'insecure services, protocols or daemons are in use',
  interactive_service_accounts: 'system or application accounts can be used to log in',
  issuer: 'you issue cards or support issuing',
  manual_code_review: 'code is reviewed by hand',
  manual_key_operations: 'people handle cleartext cryptographic keys',
  media: 'paper or electronic media hold cardholder data',
  media_backups: 'backups on media hold cardholder data',
  messaging_of_pan: 'card numbers are sent by e-mail, chat or other messaging',
  mfa_used: 'multi-factor authentication is used',
  passwords_used: 'passwords or passphrases are used',
  payment_page: 'a web page of yours contains or embeds the payment form',
  periodic_malware_scans: 'periodic malware scans are the chosen method',
  physical_facility: 'a site of yours holds in-scope systems or data',
  pos_poi: 'payment terminals are used',
  public_web_app: 'a web application is reachable from the internet',
  remote_access_to_customers: 'a service provider reaches customers’ systems remotely',
  remote_access_to_pan: 'card numbers are reached by remote access',
  removable_media: 'removable media can be connected',
  segmentation: 'segmentation keeps systems out of scope',
  sensitive_areas: 'there are sensitive areas such as server rooms',
  shares_keys_with_customers: 'a service provider shares keys with customers',
  single_factor_passwords: 'a password is the only factor',
  ssl_early_tls_poi: 'payment terminals use SSL or early TLS',
  stores_account_data: 'account data is stored',
  stores_chd: 'cardholder data is stored',
  stores_pan: 'card numbers are stored',
  stores_sad_preauth: 'sensitive authentication data is kept before authorization',
  third_party_remote_access: 'third parties have remote access',
  tokens_or_certificates: 'tokens, smart cards or certificates are used to sign in',
  tra_used: 'a targeted risk analysis sets a frequency',
  wireless: 'wireless networks are used',
};

const unitNames: Record<CadenceUnit, [one: string, many: string]> = {
  day: ['day', 'days'],
  week: ['week', 'weeks'],
  month: ['month', 'months'],
  year: ['year', 'years'],
};

/** "Every week", "Every 3 months". */
export function describeInterval(every: number, unit: CadenceUnit): string {
  const [one, many] = unitNames[unit];
  return every === 1 ? `Every ${one}` : `Every ${every} ${many}`;
}

/** How often or when, in one phrase: "Every 6 months and on segmentation change". */
export function describePeriodicity(periodicity: Omit<Periodicity, 'note'>): string {
  const parts: string[] = [];
  if (periodicity.every !== null && periodicity.unit !== null)
    parts.push(describeInterval(periodicity.every, periodicity.unit));
  if (periodicity.targetedRiskAnalysis)
    parts.push(parts.length > 0 ? 'or as your risk analysis sets' : 'As often as your risk analysis sets');
  if (periodicity.trigger)
    parts.push(parts.length > 0 ? `and on: ${periodicity.trigger}` : `On: ${periodicity.trigger}`);
  return parts.join(', ');
}

/** A quantity of a unit, "3 months". */
export function describeLength(count: number, unit: CadenceUnit): string {
  const [one, many] = unitNames[unit];
  return `${count} ${count === 1 ? one : many}`;
}

/** The heading of the catalogue: what was looked for and how much was found. */
export function describeSearch(
  filter: { query: string; evidenceType: EvidenceType | null; theme: Theme | null },
  count: number,
  questionnaireName: string | undefined,
): string {
  const isPlain = filter.query === '' && !filter.evidenceType && !filter.theme;
  if (isPlain && !questionnaireName) return `The standard has ${count} requirements`;
  const amount = `${count === 0 ? 'No' : count} ${count === 1 ? 'requirement' : 'requirements'}`;
  const parts = [
    questionnaireName && `of ${questionnaireName}`,
    filter.query && `for “${filter.query}”`,
    filter.evidenceType && `proved by: ${evidenceTypeNames[filter.evidenceType].toLowerCase()}`,
    filter.theme && `about: ${themeNames[filter.theme].toLowerCase()}`,
  ];
  return [amount, ...parts.filter(Boolean)].join(' ');
}
