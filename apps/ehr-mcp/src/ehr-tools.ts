import type { Tool } from '@caregate/kit-mcp';
import { authenticate } from './clients/authenticate.tool.js';
import { registerClient } from './clients/register-client.tool.js';
import { validateToken } from './clients/validate-token.tool.js';
import { addAllergy } from './allergies/add-allergy.tool.js';
import { withdrawAllergy } from './allergies/withdraw-allergy.tool.js';
import { withdrawLabOrder } from './labs/withdraw-lab-order.tool.js';
import { withdrawMedication } from './medications/withdraw-medication.tool.js';
import { withdrawVitalSigns } from './vitals/withdraw-vital-signs.tool.js';
import { endAllergy } from './allergies/end-allergy.tool.js';
import { fetch } from './lookup/fetch.tool.js';
import { search } from './lookup/search.tool.js';
import { orderLab } from './labs/order-lab.tool.js';
import { recordLabResults } from './labs/record-lab-results.tool.js';
import { discontinueMedication } from './medications/discontinue-medication.tool.js';
import { prescribeMedication } from './medications/prescribe-medication.tool.js';
import { refillMedication } from './medications/refill-medication.tool.js';
import { getAllergies } from './allergies/get-allergies.tool.js';
import { cancelAppointment } from './appointments/cancel-appointment.tool.js';
import { findFreeSlots } from './appointments/find-free-slots.tool.js';
import { rescheduleAppointment } from './appointments/reschedule-appointment.tool.js';
import { scheduleAppointment } from './appointments/schedule-appointment.tool.js';
import { withdrawAppointment } from './appointments/withdraw-appointment.tool.js';
import { getAppointments } from './appointments/get-appointments.tool.js';
import { getLabResults } from './labs/get-lab-results.tool.js';
import { getMedications } from './medications/get-medications.tool.js';
import { createPatient } from './patients/create-patient.tool.js';
import { getProvider } from './providers/get-provider.tool.js';
import { searchProviders } from './providers/search-providers.tool.js';
import { getPatient } from './patients/get-patient.tool.js';
import { searchPatients } from './patients/search-patients.tool.js';
import type { EhrServices } from './services.js';
import { getVitalSigns } from './vitals/get-vital-signs.tool.js';
import { recordVitalSigns } from './vitals/record-vital-signs.tool.js';

/** All tools of this server, in the order in which they are listed. */
export const ehrTools: readonly Tool<EhrServices>[] = [
  authenticate,
  validateToken,
  registerClient,
  getPatient,
  searchPatients,
  createPatient,
  getAppointments,
  findFreeSlots,
  scheduleAppointment,
  rescheduleAppointment,
  cancelAppointment,
  withdrawAppointment,
  searchProviders,
  getProvider,
  getMedications,
  prescribeMedication,
  refillMedication,
  discontinueMedication,
  withdrawMedication,
  getLabResults,
  orderLab,
  recordLabResults,
  withdrawLabOrder,
  getVitalSigns,
  recordVitalSigns,
  withdrawVitalSigns,
  getAllergies,
  addAllergy,
  endAllergy,
  withdrawAllergy,
  search,
  fetch,
];
