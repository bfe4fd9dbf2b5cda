public import CapnProto
public import CapnProtoRPC

extension ChannelSchema.Chan.Client where T == Text {
  /// Sends a text.
  ///
  /// - Parameter text: the text.
  /// - Returns: the call, which ends when the channel took it.
  public func send(text: String) -> OutgoingCall<ChannelSchema.Sender<Text>.SendResults> {
    send { $0.raw.pointer(0).setText(text) }
  }
}

extension ChannelSchema.Sender.Client where T == Text {
  /// Sends a text.
  ///
  /// - Parameter text: the text.
  /// - Returns: the call, which ends when the channel took it.
  public func send(text: String) -> OutgoingCall<ChannelSchema.Sender<Text>.SendResults> {
    send { $0.raw.pointer(0).setText(text) }
  }
}
