import { useLocation, useNavigate, useParams } from 'react-router';

/** Which record of a list is shown beside it: its id stands behind the list in the address, whose filters stay. */
export function useShown(list: string) {
  const { search } = useLocation();
  const { id } = useParams();
  const navigate = useNavigate();
  return {
    shown: id,
    addressOf: (one: string) => `${list}/${one}${search}`,
    close: () => void navigate(`${list}${search}`),
  };
}
