import { Navigate, Route, Routes } from 'react-router';
import { AccessPage } from './access/access.page.js';
import { AgentsPage } from './agents/agents.page.js';
import { PipelinesPage } from './agents/pipelines.page.js';
import { TasksPage } from './agents/tasks.page.js';
import { AuditPage } from './audit/audit.page.js';
import { EmergencyPage } from './emergency/emergency.page.js';
import { EmergencyReviewsPage } from './emergency/emergency-reviews.page.js';
import { Frame } from './layout/frame.js';
import { useSession } from './layout/session.js';
import { useIdleEnd } from './layout/use-idle-end.js';
import { useOnePerson } from './layout/use-one-person.js';
import { Failure } from './parts/failure.js';
import { Loading } from './parts/loading.js';
import { PageHeading } from './parts/page-heading.js';
import { SignInPage } from './sign-in/sign-in.page.js';
import { Roles } from './users/roles.js';
import { UsersPage } from './users/users.page.js';

/** The pages, for whoever is signed in; the way in for everybody else. */
export function Console() {
  const query = useSession();
  const session = query.data;
  const { wasSignedIn, isAnother } = useOnePerson(session?.authenticated === true ? session.user.id : undefined);
  useIdleEnd(session?.authenticated === true ? session.session.idle_seconds : undefined);
  if (query.isPending || isAnother)
    return (
      <main className="door">
        <Loading />
      </main>
    );
  if (session === undefined)
    return (
      <main className="door">
        <div className="card">
          <h1>CareGate</h1>
          {query.error !== null && <Failure error={query.error} retry={() => void query.refetch()} />}
        </div>
      </main>
    );
  if (!session.authenticated) return <SignInPage ended={wasSignedIn} />;
  return (
    <Routes>
      <Route element={<Frame session={session} />}>
        <Route index element={<Navigate to="/access" replace />} />
        <Route path="access" element={<AccessPage session={session} />} />
        <Route path="emergency" element={<EmergencyPage />} />
        <Route path="emergency-reviews" element={<EmergencyReviewsPage />} />
        <Route
          path="users/:id?"
          element={
            <>
              <UsersPage ownId={session.user.id} />
              <Roles />
            </>
          }
        />
        <Route path="audit" element={<AuditPage />} />
        <Route path="agents/:id?" element={<AgentsPage />} />
        <Route path="tasks/:id?" element={<TasksPage />} />
        <Route path="pipelines/:id?" element={<PipelinesPage />} />
        <Route path="*" element={<PageHeading title="Nothing here">There is no page at this address.</PageHeading>} />
      </Route>
    </Routes>
  );
}
