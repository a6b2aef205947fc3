// @ts-check
/**
 * What is said of a run's time, in Japanese.
 */

export default {
  axis: "実行の時点", flag: "エポック{epoch}",
  value: "エポック{epoch}/{last}、{measured}", metrics: { loss: "訓練損失{value}", val_loss: "テスト損失{value}", accuracy: "訓練正解率{value}", val_accuracy: "テスト正解率{value}", r2: "訓練R² {value}", val_r2: "テストR² {value}" },
  at: "エポック{epoch}：{changes}", changed: "{name} {before} → {after}", weightsSet: ["重み{count}個を手動で設定"], wentOnAnyway: "警告を無視して続行", refit: "設定を変更",
  film: "ここから再生", bar: "過去の時点", of: "エポック{epoch}/{last}", near: "エポック{epoch}付近（全{last}）",
  goOn: "ここから続ける", goOnHelp: "実行はここから続きます。その後に学習した分は、別の実行として残ります",
  mine: "ここから自分で続ける", back: "現在に戻る", backHelp: "実行の現在の状態を表示（曲線の上でEsc）",
  ledBack: "実行またはサーバーが最初からやり直されました。表示しているのは現在の状態です。",
  wentOn: "実行はエポック{epoch}から続きます。その後に学習した分は、ネットワークの下の「実行」に残っています。",
};
