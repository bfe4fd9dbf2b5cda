@0xf9d8a0180405d9ed;
# Topics: messages published to everyone who subscribed.

interface Topic @0x986ea9282f106bb0 {
  # A named stream of messages.

  publish @0 (msg :Data) -> stream;
  # Sends a message to all subscribers.

  subscribe @1 (consumer :Consumer, buf :UInt16 = 32) -> ();
  # Hands every message to the consumer until the call is cancelled. `buf` messages may wait.

  name @2 () -> (name :Text);
  # The name of the topic.

  interface Consumer @0xd72d37c8b6fbef23 {
    # Receives the messages of a topic.

    consume @0 (msg :Data) -> stream;
  }
}

interface Router @0xde50b3e61b766f3a {
  # Finds topics.

  join @0 (name :Text) -> (topic :Topic);
  # Returns the topic with that name.
}
