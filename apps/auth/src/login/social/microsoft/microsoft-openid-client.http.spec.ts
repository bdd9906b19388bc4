import { describeMicrosoft } from './microsoft-contract.fixture.js';

describeMicrosoft('openid-client');
