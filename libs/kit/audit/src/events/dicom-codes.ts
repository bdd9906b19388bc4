/**
 * The codes that our events use, with their meanings in DICOM PS3.16 Annex D
 * (https://dicom.nema.org/medical/dicom/current/output/chtml/part16/chapter_D.html): CID 400 for event ids, CID 401 for
 * event types.
 */
export const dicomCodes = {
  '110100': 'Application Activity',
  '110101': 'Audit Log Used',
  '110103': 'DICOM Instances Accessed',
  '110110': 'Patient Record',
  '110112': 'Query',
  '110113': 'Security Alert',
  '110114': 'User Authentication',
  '110120': 'Application Start',
  '110121': 'Application Stop',
  '110122': 'Login',
  '110123': 'Logout',
  '110126': 'Node Authentication',
  '110127': 'Emergency Override Started',
  '110129': 'Security Configuration',
  '110132': 'Use of Restricted Function',
  '110135': 'Object Security Attributes Changed',
  '110137': 'User Security Attributes Changed',
  '110138': 'Emergency Override Stopped',
} as const satisfies Record<string, string>;
