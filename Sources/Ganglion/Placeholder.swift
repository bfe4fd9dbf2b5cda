/// Preview 1.
enum Placeholder {}
