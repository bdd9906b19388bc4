import { describeMicrosoft } from './microsoft-contract.fixture.js';

describeMicrosoft('passport-azure-ad');
