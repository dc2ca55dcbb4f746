// Verifies messages with the library of Standard Webhooks. A line of standard
// input is {"secret", "headers", "body"}; a line of standard output is "good", or
// why the message is refused.
import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, headers, body } = JSON.parse(line);
  try {
    new Webhook(secret).verify(Buffer.from(body, "base64"), headers, { jsonParse: false });
    console.log("good");
  } catch (err) {
    console.log(err.message);
  }
}
