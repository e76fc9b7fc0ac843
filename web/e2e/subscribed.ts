/** A browser's push service is on the internet: what it would answer stands here instead. */
export const SUBSCRIBED = `
  const json = { endpoint: 'https://updates.push.services.mozilla.com/wpush/v2/${Date.now()}', keys: {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4', auth: 'BTBZMqHH6r4Tts7J_aSIgg' } };
  const subscription = { endpoint: json.endpoint, toJSON: () => json, unsubscribe: async () => { sessionStorage.removeItem('subscribed'); return true; } };
  PushManager.prototype.subscribe = async (options) => {
    if (!options.userVisibleOnly || options.applicationServerKey.length < 80) throw new DOMException('no key', 'InvalidAccessError');
    sessionStorage.setItem('subscribed', '1');
    return subscription;
  };
  PushManager.prototype.getSubscription = async () => (sessionStorage.getItem('subscribed') ? subscription : null);
  Notification.requestPermission = async () => 'granted';
`;
