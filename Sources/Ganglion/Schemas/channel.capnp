@0x872a451f9aa74ebf;
# Channels: values of one type handed from senders to receivers.

interface Closer @0xfad0e4b80d3779c3 {
  # The right to close a channel.

  close @0 () -> ();
  # Closes the channel: nothing more can be sent.
}

interface Sender @0xe8bbed1438ea16ee (T) {
  # The right to send.

  send @0 (value :T) -> ();
  # Sends a value; returns when the channel took it.
}

interface Recver @0xdf05a90d671c0c07 (T) {
  # The right to receive.

  recv @0 () -> (value :T);
  # Returns the next value.
}

interface SendCloser @0xe9a7d19a7d14e94e (T) extends(Sender(T), Closer) {
  # The right to send and to close.

  newSender @0 () -> (sender :Sender(T));
  # The right to send alone.

  newCloser @1 () -> (closer :Closer);
  # The right to close alone.
}

interface Chan @0x95c89fe7d966f751 (T) extends(SendCloser(T), Recver(T)) {
  # A channel.

  newSendCloser @0 () -> (sendCloser :SendCloser(T));
  # The rights to send and to close.

  newRecver @1 () -> (recver :Recver(T));
  # The right to receive alone.
}
